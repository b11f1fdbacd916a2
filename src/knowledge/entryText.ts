import type { FactName } from '../brand.ts';
import type { Entry, Fact, Node } from './types.ts';

/** An entry's whole answer as CommonMark, every branch and step included; notes are no part of it. */
export function entryText(entry: Entry, facts: ReadonlyMap<FactName, Fact>): string {
  if (entry.answer.kind !== 'walk') return nodeText(entry.answer, facts);
  return entry.answer.steps
    .map((step, i) => {
      const rest = step.ask ? `\n\n${nodeText(step.ask, facts)}` : '';
      return `**Step ${i + 1}: ${step.title}**\n\n${step.text}${rest}`;
    })
    .join('\n\n');
}

function nodeText(node: Node, facts: ReadonlyMap<FactName, Fact>, under = ''): string {
  if (node.kind === 'leaf' || node.kind === 'not-covered') return node.text;
  const question = facts.get(node.fact)?.question ?? node.fact;
  const branches = node.cases.map((each) => {
    const path = under === '' ? each.label : `${under}; ${each.label}`;
    return `**${question} ${path}:** ${nodeText(each.node, facts, path)}`;
  });
  return [node.lead, ...branches, `**${question} Not known:** ${node.unknown.text}`]
    .filter((part) => part !== '')
    .join('\n\n');
}
