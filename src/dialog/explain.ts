import type { Corpus } from '../knowledge/types.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Session } from './session.ts';

/** Why the last reply was what it was: CommonMark, short enough for a card. */
export function explainText({ last, answered }: Pick<Session, 'last' | 'answered'>, corpus: Corpus): string {
  if (!last) return 'There is no answer yet that I could explain. Ask a question first.';
  if (last.what !== null) return last.what;
  const chosen = last.entry === null ? null : corpus.entries.get(last.entry);
  const because = last.entry === answered?.entry ? (answered?.because ?? []) : [];
  const decided = because.length > 0 ? `What decided the answer: ${because.map(escapeMarkdown).join(', ')}.` : null;
  if (chosen && last.tapped) {
    return [`You chose **${escapeMarkdown(chosen.shortTitle)}** yourself.`, decided]
      .filter((part) => part !== null)
      .join('\n\n');
  }
  const { explanation } = last;
  if (!explanation) return decided ?? 'There is nothing to explain about the last reply.';
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const { thresholds } = explanation;
  const lines = [
    chosen ? `**${escapeMarkdown(chosen.shortTitle)}** was chosen.` : '**Nothing was chosen.**',
    decided,
    list('Compared words', explanation.words),
    list(
      'Corrected',
      explanation.corrected.map(({ from, to }) => `${from} → ${to}`),
    ),
    list(
      'Read as',
      explanation.aliases.map(({ from, to }) => `${from} → ${to}`),
    ),
    list('Not in the FAQ', explanation.unknownWords),
    `By weight, ${percent(explanation.coverage)} of the words are known to the FAQ.`,
  ];
  const candidates = explanation.candidates.slice(0, 4).map(({ entry, confidence, matched }, i) => {
    const title = corpus.entries.get(entry)?.shortTitle ?? entry;
    const words = matched.length > 0 ? ` (${[...new Set(matched)].map(escapeMarkdown).join(', ')})` : '';
    return `${i + 1}. ${escapeMarkdown(title)}: ${percent(confidence)}${words}`;
  });
  return [
    lines.filter((line) => line !== null).join('\n\n'),
    candidates.length > 0 ? `Candidates, with the words that speak for them:\n\n${candidates.join('\n')}` : null,
    `I answer from ${percent(thresholds.settle)} on, offer a choice from ${percent(thresholds.choose)} on, and say that I do not know below that.`,
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}

function list(label: string, items: readonly string[]): string | null {
  return items.length === 0 ? null : `${label}: ${items.map(escapeMarkdown).join(', ')}`;
}
