import { writeFileSync } from 'node:fs';
import { parityPage } from './page.ts';

const { page } = await parityPage();
writeFileSync(new URL('../../docs/platform-parity.md', import.meta.url), page);
