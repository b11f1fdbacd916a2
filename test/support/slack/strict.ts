import { checkBlocks, countText } from './blockRules.ts';
import { type BlockSchema, openBlockSchema } from './blockSchema.ts';
import { checkMetadata, type Sending } from './metadata.ts';
import { describeProblems, type Problem } from './problems.ts';
import { refuse } from './refusal.ts';
import { MOST } from './slackLimits.ts';
import { type Fields, fieldsOf, listOf } from './values.ts';
import { blockProblems, viewProblems } from './viewRules.ts';

/** Each method returns where Slack would take the payload, and throws a Refusal with Slack's own error where not. */
export interface Strict {
  message(args: Fields, sending: Sending): void;
  view(view: unknown): void;
}

function checkTexts({ text, markdown_text: markdown, blocks }: Fields, sending: Sending): void {
  if (markdown !== undefined && (text !== undefined || blocks !== undefined)) refuse('markdown_text_conflict');
  const most = sending === 'update' ? MOST.message.updatedText : MOST.message.text;
  if (String(text ?? '').length > most) refuse('msg_too_long');
  if (String(markdown ?? '').length > MOST.message.markdownText) refuse('msg_too_long');
  if (!text && !markdown && listOf(blocks).length === 0) refuse('no_text');
}

function checkMessageBlocks(blocks: unknown, sending: Sending, schema: BlockSchema): void {
  if (!Array.isArray(blocks)) refuse('invalid_blocks_format');
  const problems: Problem[] = blockProblems(blocks, '/blocks', schema);
  checkBlocks(blocks, 'message', '/blocks', (pointer, message) => problems.push({ pointer, message }));
  if (problems.length > 0) refuse('invalid_blocks', describeProblems(problems));
  const markdown = blocks.filter((block) => fieldsOf(block).type === 'markdown');
  const tooMuch = countText(markdown) > MOST.markdown;
  // A response_url takes blocks that chat.postMessage refuses as too long altogether.
  const tooLong = sending !== 'response' && countText(blocks) > MOST.message.textOfBlocks;
  if (tooMuch || tooLong) refuse('msg_blocks_too_long');
}

export async function createStrict(): Promise<Strict> {
  const schema = await openBlockSchema();
  return {
    message(args, sending) {
      if (args.attachments !== undefined) refuse('invalid_attachments', { reason: 'the fake knows no attachments' });
      checkTexts(args, sending);
      if (args.blocks !== undefined) checkMessageBlocks(args.blocks, sending, schema);
      if (args.metadata !== undefined) checkMetadata(args.metadata, sending);
    },
    view(view) {
      if (Buffer.byteLength(JSON.stringify(view ?? null)) > MOST.view.bytes) refuse('view_too_large');
      const problems = viewProblems(view, schema);
      if (problems.length > 0) refuse('invalid_arguments', describeProblems(problems));
    },
  };
}
