/**
 * Draws color.png (192 px) and outline.png (32 px) from the SVG files beside it, in Chromium:
 * `npm exec -- node manifest/teams/drawIcons.mjs`. CHROMIUM names another one than /usr/bin/chromium.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const ICONS = { color: 192, outline: 32 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
for (const [name, size] of Object.entries(ICONS)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = readFileSync(join(import.meta.dirname, `${name}.svg`), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: join(import.meta.dirname, `${name}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
