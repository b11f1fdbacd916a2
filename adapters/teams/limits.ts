/**
 * What Teams takes at most. Sources: Microsoft's pages 'Cards reference' and 'Designing Adaptive Cards' (card size,
 * actions), 'Enhance AI-generated bot messages' (citations), 'Build message extensions'.
 */
export const LIMITS = {
  /**
   * Bytes of a card's attachment as JSON in UTF-8. Microsoft says about 28 KB for a card and 100 KB for a bot's message;
   * a kilobyte is taken for 1,000 bytes, the smaller reading.
   */
  cardJson: 28_000,
  /** Buttons of one row; Teams drops what is more. */
  actions: 6,
  /** Teams refuses a message with more citations. */
  citations: 20,
  citationName: 80,
  citationAbstract: 160,
  /** A message extension shows so many results at a time. */
  results: 25,
} as const;

/** Our own measures, for reading rather than for Teams. Characters unless said otherwise. */
export const READING = {
  /** A longer text is shortened where others have to scroll past it, and put behind 'Show all'. */
  shown: 2500,
  /** What a notification has room for. */
  summary: 200,
  /** The words of a card for clients that cannot draw it. */
  fallback: 600,
  /** A message that is text alone. */
  text: 4000,
  /** A row of buttons on a phone, in characters of their labels; what is longer Teams cuts off. */
  buttonRow: 35,
  /** What a button needs beside its label, in the same characters. */
  buttonEdge: 4,
  /** An option's label; the core makes none that is longer. */
  label: 75,
  /** A longer value is not carried by a button: its option is written with the number to type. */
  value: 2000,
  /** Buttons and rows for one list of options. */
  options: 25,
  /** Bytes of JSON that the text of a reply keeps, however many options there are. */
  proseJson: 6000,
  /** The same for the notes below a result, however long its text is. */
  notesJson: 15_000,
  /** A shorter rest of a text is not worth showing. */
  rest: 20,
  /** A question, a reason, a title: what is never left out, only cut where it is absurdly long. */
  line: 300,
  sources: 1200,
  /** The titles of a section's entries. */
  contents: 1500,
  numbered: 400,
  /** A longer address is no link any more: its title alone is shown. */
  linkUrl: 1000,
  /** A question in a card, and in the value that asks it again. */
  question: 300,
  /** Examples of the welcome. */
  examples: 5,
  /** The version form's field. */
  version: 50,
  /** A delivery's id: Teams' own are shorter. */
  delivery: 300,
  /** A person's name. */
  name: 80,
  /** The name of who is on call, on a button. */
  onCall: 50,
  /** What is typed into a form: what is longer than its field takes is refused with a reason. */
  typed: 40_000,
  /** Bytes of JSON that what was typed keeps where a form is shown once more. */
  typedJson: 16_000,
  /** Bytes of JSON for the choices of one list. */
  choicesJson: 6000,
  /** A choice: Teams cuts off what is longer. */
  choice: 100,
  /** The question of a ticket's packet on its card. */
  cardQuestion: 600,
  /** A ticket's summary in a list. */
  row: 140,
  /** Tickets of one page of the queue. */
  queue: 10,
  /** Entries found while an agent looks for one. */
  found: 10,
  /** The preview of a search result. */
  previewTitle: 80,
  previewText: 140,
} as const;
