import { VALUES } from '../../src/dialog/values.ts';
import type { Reply } from '../../src/reply.ts';
import { cutPlain } from '../cutPlain.ts';
import { sound } from '../sound.ts';
import { isCarried, VERBS } from './actions.ts';
import { button, buttons, card, type Element, note, text } from './elements.ts';
import { escapeCard, plainLabel } from './escape.ts';
import { READING } from './limits.ts';
import { type Place, renderWith, type TeamsMessage } from './render.ts';

/** What becomes of cards later: a button that was used, one that is too old. */

/** @param chosen `by`: the name of the one who chose; null where it is known anyway */
export function renderSpent(
  reply: Reply,
  place: Place,
  { label, by }: { label: string; by: string | null },
): TeamsMessage {
  return renderWith(reply, place, [chosenLine(label, by)]);
}

function chosenLine(label: string, by: string | null): Element {
  const words = escapeCard(cutPlain(plainLabel(label), READING.label));
  const name = by === null ? '' : escapeCard(cutPlain(plainLabel(by), READING.label));
  const parts = [`✔ ${words === '' ? 'Chosen' : words}`, ...(name === '' ? [] : [`chosen by ${name}`])];
  return note(parts.join(' · '), { spacing: 'Medium' });
}

/** What somebody said to 'Was this solved?', below a card that asks no more. */
export function renderSolved(shown: TeamsMessage, said: { label: string; by: string | null }): TeamsMessage {
  if (shown.card === null) return shown;
  return { ...shown, card: { ...shown.card, body: [...shown.card.body, chosenLine(said.label, said.by)] } };
}

/** An old button: says so, and offers the question anew where it is known. */
export function renderExpired(question: string | null): TeamsMessage {
  const words = 'This button belongs to an older message and does nothing any more.';
  const asked = plainLabel(question ?? '');
  const value = VALUES.ask(sound(question ?? '').trim());
  const again = asked !== '' && isCarried(value);
  const body = again
    ? [
        text(words),
        text('You can ask again:'),
        {
          type: 'Container' as const,
          style: 'emphasis' as const,
          items: [text(escapeCard(cutPlain(asked, READING.question)))],
        },
        ...buttons([button('Ask again', { v: 1, verb: VERBS.result, value }, { primary: true })]),
      ]
    : [text(`${words} Please ask again.`)];
  const summary = `${words} Please ask again.`;
  return { card: card(body, summary), text: '**An older button**', summary, sources: [], judged: false };
}
