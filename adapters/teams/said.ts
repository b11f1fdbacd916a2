import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { attachedLinks } from '../links.ts';
import { decodeEntities, htmlText } from './html.ts';
import { withoutAddressees } from './mentions.ts';

/** What somebody wrote, apart from whom they put it to. Attachments that repeat it as HTML, or quote others, are not read. */
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
  const mentions = (entities ?? []).flatMap((entity) => {
    const { data } = mention.safeParse(entity);
    return data ? [{ text: data.text, ours: data.mentioned.id === recipient.id }] : [];
  });
  const ours = mentions.filter((each) => each.ours);
  const words = (text ?? '').replace(PLACEHOLDERS, ' ');
  const said = withoutAddressees(words, mentions, textFormat === 'xml' ? htmlText : plainText);
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

function plainText(sent: string): string {
  return decodeEntities(sent).replaceAll('\u00a0', ' ');
}
