import type { Source } from '../../src/source.ts';
import { cutPlain } from '../cutPlain.ts';
import { plainLabel } from './escape.ts';
import { LIMITS, READING } from './limits.ts';

/** The one root entity of a message that cites: `[1]` in its text is the claim at position 1. */
export interface CitationEntity {
  type: 'https://schema.org/Message';
  '@type': 'Message';
  '@context': 'https://schema.org';
  '@id': '';
  citation: Claim[];
}

interface Claim {
  '@type': 'Claim';
  position: number;
  appearance: { '@type': 'DigitalDocument'; name: string; abstract: string; url?: string };
}

/** null where there is nothing to cite: Teams refuses an empty entity. `sources`: those of a rendered message. */
export function citationEntity(sources: readonly Source[]): CitationEntity | null {
  const citation = sources.slice(0, LIMITS.citations).map(claim);
  if (citation.length === 0) return null;
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    citation,
  };
}

function claim({ title, url }: Source, i: number): Claim {
  const words = plainLabel(title);
  const link = url !== null && isLink(url) ? url : null;
  return {
    '@type': 'Claim',
    position: i + 1,
    appearance: {
      '@type': 'DigitalDocument',
      name: cutPlain(words === '' ? `Source ${i + 1}` : words, LIMITS.citationName),
      abstract: cutPlain(abstract(words, link), LIMITS.citationAbstract),
      ...(link === null ? {} : { url: link }),
    },
  };
}

/** What the name has no room for: the rest of a long title, or where the page is. */
function abstract(title: string, url: string | null): string {
  if (title.length > LIMITS.citationName) return title;
  return url === null ? 'A source of this answer.' : `On ${new URL(url).hostname}.`;
}

function isLink(url: string): boolean {
  return url.length <= READING.linkUrl && /^https?:\/\/[^\s<>\\]+$/i.test(url) && URL.canParse(url);
}
