import { describe, expect, it } from 'vitest';
import { parseSequence } from './sequence.js';
import { sequenceSvg, wrap } from './sequence-svg.js';

const SOURCE = `title: A title
Client -> Your server: GET /auth: who am I
Your server -> Your server: signs
Your server --> Client: a <token>
`;

describe('a sequence block', () => {
  it('is read in order', () => {
    const { title, participants, steps } = parseSequence(SOURCE);
    expect(title).toBe('A title');
    expect(participants).toEqual(['Client', 'Your server']);
    expect(steps).toEqual([
      { from: 'Client', to: 'Your server', text: 'GET /auth: who am I', isAnswer: false },
      { from: 'Your server', to: 'Your server', text: 'signs', isAnswer: false },
      { from: 'Your server', to: 'Client', text: 'a <token>', isAnswer: true },
    ]);
  });

  it.each(['', 'Client -> Ably: x', 'title: x\nClient => Ably: y', 'title: x\nClient -> Ably'])(
    'refuses %j',
    (source) => {
      expect(() => parseSequence(source)).toThrow('sequence: ');
    },
  );
});

describe('its picture', () => {
  const svg = sequenceSvg(parseSequence(SOURCE));

  it('says in words what it shows', () => {
    expect(svg).toContain('role="img" aria-labelledby="sequence-a-title-title sequence-a-title-steps"');
    expect(svg).toContain('<title id="sequence-a-title-title">A title</title>');
    expect(svg).toContain('3. Your server to Client: a &lt;token&gt;.');
  });

  it('keeps every label inside, and names no color', () => {
    const [, height = '0'] = /viewBox="0 0 360 (\d+)"/.exec(svg) ?? [];
    const boxes = [...svg.matchAll(/<rect class="back" x="([-\d.]+)" y="([\d.]+)" width="([\d.]+)"/g)];
    expect(boxes).toHaveLength(3);
    for (const [, x, y, width] of boxes) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x) + Number(width)).toBeLessThanOrEqual(360);
      expect(Number(y)).toBeLessThan(Number(height));
    }
    expect(svg).not.toMatch(/#[0-9a-f]{3}|rgb|fill=/);
    expect(svg).not.toContain('\n\n'); // Markdown would end it there
  });

  it('breaks long text at spaces', () => {
    expect(wrap('one two three four', 70)).toEqual(['one two', 'three four']);
    expect(wrap('/keys/{keyName}/requestToken', 70)).toEqual(['/keys/{keyName}/requestToken']);
  });
});
