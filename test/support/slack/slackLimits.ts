/**
 * What Slack takes at most, in characters and counts. Written down from Slack's reference apart from the product's own
 * table, so that a wrong figure in one of them shows.
 */
export const MOST = {
  blockId: 255,
  actionId: 255,
  textObject: 3000,
  placeholder: 150,
  message: {
    blocks: 50,
    text: 40_000,
    /** `chat.update` takes less than `chat.postMessage`. */
    updatedText: 4000,
    markdownText: 12_000,
    /** All texts of all blocks together; beyond it `msg_blocks_too_long`. Told by Slack's staff in bolt-js issue 2509. */
    textOfBlocks: 12_000,
    tables: 1,
  },
  view: {
    blocks: 100,
    bytes: 250_000,
    title: 24,
    submit: 24,
    close: 24,
    privateMetadata: 3000,
    callbackId: 255,
    externalId: 255,
    /** Views on top of each other in one modal. */
    stack: 3,
  },
  section: { text: 3000, fields: 10, field: 2000 },
  header: 150,
  actions: 25,
  contextActions: 5,
  context: 10,
  markdown: 12_000,
  input: { label: 2000, hint: 2000 },
  image: { url: 3000, altText: 2000, title: 2000 },
  table: { rows: 100, cells: 20 },
  button: { text: 75, value: 2000, url: 3000, accessibilityLabel: 75 },
  options: { select: 100, groups: 100, choice: 10, overflow: 5 },
  option: { text: 75, value: 150, description: 75, groupLabel: 75 },
  confirm: { title: 100, text: 300, button: 30 },
  plainTextInput: 3000,
  prompts: 4,
  loadingMessages: 10,
  response: { uses: 5, ms: 30 * 60_000 },
  triggerMs: 3000,
} as const;
