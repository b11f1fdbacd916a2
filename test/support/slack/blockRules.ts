import { checkElement, checkImage } from './elementRules.ts';
import { checkCount, checkLength, checkText, type Report } from './problems.ts';
import { MOST } from './slackLimits.ts';
import { type Fields, fieldsOf, listOf, textOf } from './values.ts';

export type Surface = 'message' | 'modal' | 'home';

interface Rule {
  surfaces: readonly Surface[];
  check(block: Fields, pointer: string, report: Report): void;
}

const EVERYWHERE = ['message', 'modal', 'home'] as const;
const MESSAGES = ['message'] as const;

function checkElements(block: Fields, pointer: string, most: number, report: Report): void {
  checkCount(block.elements, `${pointer}/elements`, most, report);
  for (const [i, element] of listOf(block.elements).entries()) {
    checkElement(element, `${pointer}/elements/${i}`, report);
  }
}

function checkSection(block: Fields, pointer: string, report: Report): void {
  if (block.text === undefined && block.fields === undefined) report(pointer, 'must have text or fields');
  checkText(block.text, `${pointer}/text`, MOST.section.text, report);
  checkCount(block.fields, `${pointer}/fields`, MOST.section.fields, report);
  for (const [i, field] of listOf(block.fields).entries()) {
    checkText(field, `${pointer}/fields/${i}`, MOST.section.field, report);
  }
  if (block.accessory !== undefined) checkElement(block.accessory, `${pointer}/accessory`, report);
}

function checkContext(block: Fields, pointer: string, report: Report): void {
  checkCount(block.elements, `${pointer}/elements`, MOST.context, report);
  for (const [i, item] of listOf(block.elements).entries()) {
    const element = fieldsOf(item);
    if (element.type === 'image') checkImage(element, `${pointer}/elements/${i}`, report);
    else checkText(element, `${pointer}/elements/${i}`, MOST.textObject, report);
  }
}

function checkInput(block: Fields, pointer: string, report: Report): void {
  checkText(block.label, `${pointer}/label`, MOST.input.label, report);
  checkText(block.hint, `${pointer}/hint`, MOST.input.hint, report);
  checkElement(block.element, `${pointer}/element`, report);
}

function checkTable(block: Fields, pointer: string, report: Report): void {
  checkCount(block.rows, `${pointer}/rows`, MOST.table.rows, report);
  for (const [i, row] of listOf(block.rows).entries()) {
    checkCount(row, `${pointer}/rows/${i}`, MOST.table.cells, report);
    for (const [j, cell] of listOf(row).entries()) {
      checkLength(fieldsOf(cell).text, `${pointer}/rows/${i}/${j}/text`, MOST.textObject, report);
    }
  }
  checkCount(block.column_settings, `${pointer}/column_settings`, MOST.table.cells, report);
}

const RULES: Readonly<Record<string, Rule>> = {
  actions: {
    surfaces: EVERYWHERE,
    check: (block, pointer, report) => checkElements(block, pointer, MOST.actions, report),
  },
  context: { surfaces: EVERYWHERE, check: checkContext },
  context_actions: {
    surfaces: MESSAGES,
    check: (block, pointer, report) => checkElements(block, pointer, MOST.contextActions, report),
  },
  divider: { surfaces: EVERYWHERE, check: () => {} },
  header: {
    surfaces: EVERYWHERE,
    check: (block, pointer, report) => checkText(block.text, `${pointer}/text`, MOST.header, report),
  },
  image: {
    surfaces: EVERYWHERE,
    check: (block, pointer, report) => {
      checkImage(block, pointer, report);
      checkText(block.title, `${pointer}/title`, MOST.image.title, report);
    },
  },
  input: { surfaces: EVERYWHERE, check: checkInput },
  markdown: {
    surfaces: MESSAGES,
    check: (block, pointer, report) => checkLength(block.text, `${pointer}/text`, MOST.markdown, report),
  },
  rich_text: { surfaces: EVERYWHERE, check: () => {} },
  section: { surfaces: EVERYWHERE, check: checkSection },
  table: { surfaces: MESSAGES, check: checkTable },
};

function interactive(block: Fields): unknown[] {
  return [block.accessory, block.element, ...listOf(block.elements)].filter((element) => element !== undefined);
}

function checkActionIds(block: Fields, pointer: string, report: Report): void {
  const seen = new Set<string>();
  for (const element of interactive(block)) {
    const id = textOf(fieldsOf(element).action_id);
    if (id !== '' && seen.has(id)) report(pointer, `action_id "${id}" already exists`);
    seen.add(id);
  }
}

/** The limits of one block. A block without a rule is refused: add one before the product sends it. */
function checkBlock(block: Fields, surface: Surface, pointer: string, report: Report): void {
  const rule = RULES[textOf(block.type)];
  if (rule === undefined) {
    report(pointer, `the fake has no limits for the block ${block.type} yet`);
    return;
  }
  if (!rule.surfaces.includes(surface)) report(`${pointer}/type`, `unsupported type: ${block.type}`);
  checkLength(block.block_id, `${pointer}/block_id`, MOST.blockId, report);
  rule.check(block, pointer, report);
  checkActionIds(block, pointer, report);
}

/** What the schema does not know of a message's or view's blocks: lengths, counts, uniqueness, surfaces. */
export function checkBlocks(blocks: readonly unknown[], surface: Surface, pointer: string, report: Report): void {
  checkCount(blocks, pointer, surface === 'message' ? MOST.message.blocks : MOST.view.blocks, report, 0);
  const ids = new Set<string>();
  let focused = 0;
  for (const [i, item] of blocks.entries()) {
    const block = fieldsOf(item);
    checkBlock(block, surface, `${pointer}/${i}`, report);
    const id = textOf(block.block_id);
    if (id !== '' && ids.has(id)) report(`${pointer}/${i}/block_id`, `block_id "${id}" already exists`);
    ids.add(id);
    focused += interactive(block).filter((element) => fieldsOf(element).focus_on_load === true).length;
  }
  if (focused > 1) report(pointer, 'only one element may have focus_on_load');
  const tables = blocks.filter((block) => fieldsOf(block).type === 'table').length;
  if (tables > MOST.message.tables) report(pointer, 'only_one_table_allowed');
}

/** The characters of every text in the blocks together. */
export function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countText(item), 0);
  return Object.entries(fieldsOf(value)).reduce(
    (sum, [name, item]) => sum + (name === 'text' && typeof item === 'string' ? item.length : countText(item)),
    0,
  );
}
