import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { attachedLinks } from '../links.ts';
import { decodeEntities, htmlText } from './html.ts';

/** What somebody wrote, apart from whom they mentioned. Attachments that repeat it as HTML, or quote others, are not read. */
export interface Said {
  text: string;
  /** What was attached, apart from cards and pictures that Teams shows to its own client alone. */
  links: string[];
  /** We are mentioned. */
  toUs: boolean;
  /** Others are mentioned. */
  toOthers: boolean;
  /** Nothing but a card, such as one that the message extension put in. */
  cardAlone: boolean;
}

const mention = z.object({
  type: z.string().regex(/^mention$/i),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string() }),
});

/** What stands for a card, or for a quoted message. Tags that a person typed arrive escaped. */
const PLACEHOLDERS = /<\/?(?:attachment|quoted|span)\b[^<>]*>/gi;

export function readSaid({ text, textFormat, entities, recipient, attachments }: Activity): Said {
  const mentions = (entities ?? []).flatMap((entity) => mention.safeParse(entity).data ?? []);
  const ours = mentions.filter(({ mentioned }) => mentioned.id === recipient.id);
  const words = ours
    .reduce((rest, each) => without(rest, each.text), text ?? '')
    .replace(PLACEHOLDERS, ' ')
    .replace(/<at\b[^<>]*>([^<>]*)<\/at>/gi, '@$1');
  const plain = textFormat === 'xml' ? htmlText(words) : decodeEntities(words).replaceAll('\u00a0', ' ');
  // 'Connect Desk, can I …': the comma goes with the name.
  const said = ours.length === 0 ? plain.trim() : plain.replace(/^[\s,:;]+/, '').trimEnd();
  return {
    text: said,
    links: linksOf(attachments),
    cardAlone: said === '' && ours.length === 0 && /<(?:attachment|span)\b/i.test(text ?? ''),
    toUs: ours.length > 0,
    toOthers: mentions.length > ours.length,
  };
}

/** Files of OneDrive and SharePoint: there whoever may see them can open them. */
function linksOf(attachments: Activity['attachments']): string[] {
  const files = (attachments ?? []).filter(({ contentType }) => contentType === FILE);
  return attachedLinks(files.map(({ contentUrl }) => contentUrl));
}

const FILE = 'application/vnd.microsoft.teams.file.download.info';

/** A mention in tags wherever it stands; without tags it may be a word of the question as well, and goes once. */
function without(text: string, mentioned: string): string {
  const isTagged = mentioned.startsWith('<');
  const [before = '', ...after] = isTagged ? text.split(mentioned) : splitOnce(text, mentioned);
  return after.reduce((all, part) => `${all.trimEnd()} ${part.replace(/^(?:\s|&nbsp;)+/, '')}`, before);
}

function splitOnce(text: string, by: string): string[] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}
