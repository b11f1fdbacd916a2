/** Hand-written SVG: a ground of its own, so that it reads in a light page and in a dark one, and no script. */

const WIDTH = 720;
const HEIGHT = 440;
const PLOT = { left: 72, right: 664, top: 52, bottom: 376 };

export const INK = {
  ground: '#ffffff',
  text: '#1f2328',
  soft: '#57606a',
  grid: '#e4e8ec',
  line: '#0550ae',
  pale: '#a5c3e6',
  mark: '#bc4c00',
};

interface Axis {
  /** With its unit. */
  label: string;
  /** In per cent; `from` and `to` are multiples of `step`. */
  from: number;
  to: number;
  step: number;
}

/** From per cent to units of the picture. */
interface Scales {
  x(percent: number): number;
  y(percent: number): number;
}

export interface Chart {
  title: string;
  /** What the picture shows, for who cannot see it. */
  description: string;
  x: Axis;
  y: Axis;
  plot(scales: Scales): string[];
}

export function drawChart({ title, description, x, y, plot }: Chart): string {
  const scales: Scales = {
    x: (value) => PLOT.left + ((value - x.from) / (x.to - x.from)) * (PLOT.right - PLOT.left),
    y: (value) => PLOT.bottom - ((value - y.from) / (y.to - y.from)) * (PLOT.bottom - PLOT.top),
  };
  const middle = { x: (PLOT.left + PLOT.right) / 2, y: (PLOT.top + PLOT.bottom) / 2 };
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title desc" font-family="system-ui, sans-serif" font-size="13" fill="${INK.text}">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(description)}</desc>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="6" fill="${INK.ground}" stroke="#d0d7de"/>`,
    text(PLOT.left, 32, title, 'font-size="15" font-weight="600"'),
    ...ticks(x).flatMap((value) => [
      line([scales.x(value), PLOT.top], [scales.x(value), PLOT.bottom], INK.grid),
      text(scales.x(value), PLOT.bottom + 20, String(value), `text-anchor="middle" fill="${INK.soft}"`),
    ]),
    ...ticks(y).flatMap((value) => [
      line([PLOT.left, scales.y(value)], [PLOT.right, scales.y(value)], INK.grid),
      text(PLOT.left - 10, scales.y(value) + 4, String(value), `text-anchor="end" fill="${INK.soft}"`),
    ]),
    text(middle.x, HEIGHT - 20, x.label, 'text-anchor="middle"'),
    text(0, 0, y.label, `text-anchor="middle" transform="translate(26 ${middle.y}) rotate(-90)"`),
    ...plot(scales),
    '</svg>',
  ].join('\n')}\n`;
}

type Point = readonly [number, number];

export function line([x1, y1]: Point, [x2, y2]: Point, colour: string, more = ''): string {
  return `<line x1="${unit(x1)}" y1="${unit(y1)}" x2="${unit(x2)}" y2="${unit(y2)}" stroke="${colour}" ${more}/>`;
}

export function polyline(points: readonly Point[], colour: string, width = 2): string {
  const list = points.map(([x, y]) => `${unit(x)},${unit(y)}`);
  // Neighbours that round to the same place add nothing.
  const different = list.filter((point, i) => point !== list[i - 1]);
  return `<polyline points="${different.join(' ')}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"/>`;
}

export function circle([x, y]: Point, radius: number, colour: string, more = ''): string {
  return `<circle cx="${unit(x)}" cy="${unit(y)}" r="${unit(radius)}" fill="${colour}" ${more}/>`;
}

export function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${unit(x)}" y="${unit(y)}" ${more}>${escapeXml(content)}</text>`;
}

/** One decimal: finer than a screen shows, and the same on every machine. */
function unit(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function ticks({ from, to, step }: Axis): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
}

function escapeXml(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
