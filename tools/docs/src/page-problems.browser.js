// Runs in a page of the site, whole: what makes it hard to use without a mouse, without eyes, or on a phone.
(() => {
  const problems = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const nameOf = (element) =>
    (element.textContent ?? '').trim() || element.getAttribute('aria-label') || element.getAttribute('title') || '';
  const say = (element, what) => problems.push(`${what}: ${element.outerHTML.slice(0, 120)}`);

  if (document.documentElement.lang !== 'en') problems.push('html: no lang');
  if (document.title === '') problems.push('no title');
  if (document.querySelectorAll('h1').length !== 1) problems.push(`${document.querySelectorAll('h1').length} h1`);

  let level = 0;
  for (const heading of document.querySelectorAll('#VPContent :is(h1, h2, h3, h4, h5, h6)')) {
    if (heading.closest('aside, nav') !== null) continue;
    const own = Number(heading.tagName[1]);
    if (own > level + 1) say(heading, `a heading of level ${own} after one of level ${level}`);
    level = own;
  }
  for (const input of document.querySelectorAll('input, textarea, select')) {
    if (shown(input) && input.labels.length === 0 && input.ariaLabel === null) say(input, 'no label');
  }
  for (const control of document.querySelectorAll('a[href], button')) {
    if (shown(control) && nameOf(control) === '') say(control, 'no name');
  }
  for (const picture of document.querySelectorAll('img:not([alt]), svg[role=img]:not(:has(title))')) {
    say(picture, 'no description');
  }
  for (const element of document.querySelectorAll('[tabindex]')) {
    if (element.tabIndex > 0) say(element, 'an order of its own');
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) problems.push(`two of #${id}`);
  const over = document.documentElement.scrollWidth - window.innerWidth;
  if (over > 0) problems.push(`${over} px wider than the window of ${window.innerWidth} px`);
  return problems;
})();
