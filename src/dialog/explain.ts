import type { Corpus } from '../knowledge/types.ts';
import { escapeMarkdown } from '../markdown.ts';
import type { Last } from './session.ts';

/** Why the last question was understood as it was: CommonMark, short enough for a card. */
export function explainText(last: Last | null, corpus: Corpus): string {
  const explanation = last?.explanation;
  if (!last || !explanation) return 'There is no answer yet that I could explain. Ask a question first.';
  const chosen = last.entry === null ? null : corpus.entries.get(last.entry);
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const { thresholds } = explanation;
  const lines = [
    chosen ? `**${escapeMarkdown(chosen.shortTitle)}** was chosen.` : '**Nothing was chosen.**',
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
    `The FAQ knows ${percent(explanation.coverage)} of what the words weigh.`,
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
