/**
 * What Slack takes at most: characters in UTF-16 units of the string as it is sent (entities and link addresses
 * included), and counts. Slack refuses a whole payload for one figure that is exceeded. Source: Slack's Block Kit
 * reference and the doc comments of @slack/types 3.2.
 */
export const LIMITS = {
  messageBlocks: 50,
  messageText: 40_000,
  /**
   * JSON characters of all blocks of one message. Not documented: Slack's maintainers speak of 12,000 characters with
   * some room for the blocks around them (slackapi/bolt-js issues 2509 and 2867, error `msg_blocks_too_long`).
   */
  messageJson: 12_000,
  viewBlocks: 100,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  callbackId: 255,
  blockId: 255,
  actionId: 255,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  headerText: 150,
  markdownText: 12_000,
  contextElements: 10,
  /** A text object holds 3,000; context is small print and stays below. */
  contextText: 2000,
  actionsElements: 25,
  contextActionsElements: 5,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  selectOptions: 100,
  radioOptions: 10,
  optionText: 75,
  optionValue: 150,
  inputLabel: 2000,
  inputHint: 2000,
  inputText: 3000,
  placeholder: 150,
  tableRows: 100,
  tableCells: 20,
} as const;

/** Our own measures, for reading rather than for Slack. Characters unless said otherwise. */
export const READING = {
  /** A longer text is shortened in a channel, and put behind 'Show all'. */
  shown: 2500,
  /** The plain text beside the blocks: Slack asks for 4,000 at most for best results. */
  fallback: 3000,
  /** Buttons with longer labels stand one below the other: Slack may cut them off in a row. */
  rowLabel: 30,
  /** So many may stand one below the other. */
  stacked: 5,
  /** Blocks of buttons for one list of options. */
  optionBlocks: 5,
  /** JSON characters that the text of a reply keeps, however many options there are. */
  proseJson: 2500,
  /** A question, a reason, a title: what is never left out, only cut where it is absurdly long. */
  line: 300,
  sources: 1200,
  numbered: 400,
  /** The title of a thread: what fits beside the others in the list of threads. */
  threadTitle: 60,
  /** Sections of a modal that explains something. */
  viewSections: 10,
  /** Categories that a card offers to hand over to: their JSON is long. */
  cardCategories: 20,
  /** Of a requester's words on a card. */
  cardQuestion: 1000,
  /** The name on the button that gives a ticket to who is on call: with its words within a label. */
  onCall: 50,
  /** A person's name, where Slack does not show it itself. */
  name: 60,
  /** A longer address is no link any more: its title alone is shown. */
  linkUrl: 1000,
} as const;
