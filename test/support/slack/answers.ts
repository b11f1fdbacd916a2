import { checkGroups, checkOption } from './elementRules.ts';
import { checkCount, describeProblems, type Problem, type Report } from './problems.ts';
import { refuse } from './refusal.ts';
import { MOST } from './slackLimits.ts';
import type { Strict } from './strict.ts';
import { type Fields, fieldsOf, listOf } from './values.ts';

/**
 * What an app answers to a request of Slack's own is never refused over HTTP: Slack shows an error to the person instead.
 * These throw a Refusal where it would.
 */
export function checkOptionsAnswer(answer: unknown): void {
  const problems: Problem[] = [];
  const report: Report = (pointer, message) => problems.push({ pointer, message });
  const { options, option_groups: groups } = fieldsOf(answer);
  if (Array.isArray(options) === Array.isArray(groups)) report('', 'must have either options or option_groups');
  checkCount(options, '/options', MOST.options.select, report, 0);
  for (const [i, option] of listOf(options).entries()) checkOption(option, `/options/${i}`, report);
  if (groups !== undefined) checkGroups(groups, '/option_groups', report);
  if (problems.length > 0) refuse('invalid_options', describeProblems(problems));
}

function inputIds(view: Fields): unknown[] {
  return listOf(view.blocks)
    .map(fieldsOf)
    .filter((block) => block.type === 'input')
    .map((block) => block.block_id);
}

/** `submitted`: the view that the person submitted. An empty answer closes it. */
export function checkSubmissionAnswer(answer: unknown, submitted: Fields, strict: Strict): void {
  const { response_action: action, errors, view } = fieldsOf(answer);
  if (action === undefined || action === 'clear') return;
  if (action === 'update' || action === 'push') {
    strict.view(view);
    return;
  }
  if (action !== 'errors') refuse('invalid_response_action');
  const messages = Object.entries(fieldsOf(errors));
  const known = inputIds(submitted);
  const good = messages.every(([id, text]) => known.includes(id) && typeof text === 'string' && text !== '');
  if (messages.length === 0 || !good) refuse('invalid_errors');
}
