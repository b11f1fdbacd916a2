import { strToU8, zipSync } from 'fflate';
import type { TeamsFiles } from './teamsFiles.ts';
import type { TeamsManifest } from './teamsManifest.ts';

/** The same content makes the same file, on whatever day it is packed. */
const PACKED_AT = new Date(2000, 0, 1);

/** The zip that Teams takes: the manifest, its icons and its languages, all at the top. */
export function teamsPackage(manifest: TeamsManifest, { others }: Pick<TeamsFiles, 'others'>): Uint8Array {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  return zipSync({ 'manifest.json': strToU8(text), ...others }, { level: 9, mtime: PACKED_AT });
}
