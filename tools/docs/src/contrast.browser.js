// Runs in a page of the site, whole: text of our own components that is hard to read (WCAG 2.2, 1.4.3). axe leaves out
// the text of pictures, and does not look at sizes.
(() => {
  const problems = new Set();
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  /** The color as the screen would show it over another one. */
  const over = (layers) => {
    canvas.fillStyle = '#fff';
    canvas.fillRect(0, 0, 1, 1);
    for (const color of layers) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (color) => {
    const [red, green, blue] = color.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgrounds = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
    return layers;
  };
  for (const element of document.querySelectorAll(':is(.tool, .sign-text, .sequence) *')) {
    const text = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    if (text.every(({ data }) => data.trim() === '') || !element.checkVisibility()) continue;
    if (element.closest('.spoken, title, desc') !== null) continue;
    const style = getComputedStyle(element);
    const layers = backgrounds(element);
    const [light, dark] = [over([...layers, element.tagName === 'text' ? style.fill : style.color]), over(layers)]
      .map(luminance)
      .sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5)
      problems.add(`${ratio.toFixed(2)}: ${element.className || element.tagName} "${text[0].data.trim()}"`);
    if (parseFloat(style.fontSize) < 12) problems.add(`${style.fontSize}: ${element.className || element.tagName}`);
  }
  return [...problems];
})();
