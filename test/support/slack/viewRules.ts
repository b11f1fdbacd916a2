import { checkBlocks, type Surface } from './blockRules.ts';
import type { BlockSchema } from './blockSchema.ts';
import { checkLength, checkText, type Problem, type Report } from './problems.ts';
import { MOST } from './slackLimits.ts';
import { type Fields, fieldsOf, listOf } from './values.ts';

const SHARED = ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'];
const KEYS = {
  home: SHARED,
  modal: [...SHARED, 'title', 'submit', 'close', 'clear_on_close', 'notify_on_close'],
};

export function blockProblems(blocks: readonly unknown[], pointer: string, schema: BlockSchema): Problem[] {
  return blocks.flatMap((block, i) => schema(block, `${pointer}/${i}`));
}

function checkPlain(view: Fields, name: 'title' | 'submit' | 'close', report: Report): void {
  const value = view[name];
  if (value === undefined) return;
  const text = fieldsOf(value);
  if (text.type !== 'plain_text') report(`/view/${name}/type`, `unsupported type: ${text.type}`);
  if (typeof text.text !== 'string') report(`/view/${name}`, 'missing required field: text');
  checkText(text, `/view/${name}`, MOST.view[name], report);
}

function checkModal(view: Fields, report: Report): void {
  if (view.title === undefined) report('/view', 'missing required field: title');
  checkPlain(view, 'title', report);
  checkPlain(view, 'submit', report);
  checkPlain(view, 'close', report);
  const asks = listOf(view.blocks).some((block) => fieldsOf(block).type === 'input');
  if (asks && view.submit === undefined) report('/view', 'missing required field: submit');
}

function checkFields(view: Fields, surface: 'modal' | 'home', report: Report): void {
  for (const name of Object.keys(view)) {
    if (!KEYS[surface].includes(name)) report('/view', `invalid additional property: ${name}`);
  }
  checkLength(view.private_metadata, '/view/private_metadata', MOST.view.privateMetadata, report, 0);
  checkLength(view.callback_id, '/view/callback_id', MOST.view.callbackId, report);
  checkLength(view.external_id, '/view/external_id', MOST.view.externalId, report);
  if (surface === 'modal') checkModal(view, report);
}

/** A modal or a home tab with all its blocks. */
export function viewProblems(value: unknown, schema: BlockSchema): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (pointer, message) => problems.push({ pointer, message });
  const view = fieldsOf(value);
  if (view.type !== 'modal' && view.type !== 'home') {
    report('/view/type', `unsupported type: ${view.type}`);
    return problems;
  }
  const surface: Surface = view.type;
  checkFields(view, surface, report);
  if (!Array.isArray(view.blocks)) {
    report('/view', 'missing required field: blocks');
    return problems;
  }
  problems.push(...blockProblems(view.blocks, '/view/blocks', schema));
  checkBlocks(view.blocks, surface, '/view/blocks', report);
  return problems;
}
