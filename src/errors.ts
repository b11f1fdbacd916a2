/** Every error a person or a script can meet: its stable code, the HTTP status, and what to do. docs/errors.md lists the same. */
export const ERRORS = {
  'config-invalid': { status: 500, todo: 'Correct the settings named above and start again.' },
  'corpus-invalid': { status: 500, todo: 'Correct the corpus files named above and start again.' },
  'store-unavailable': {
    status: 503,
    todo: 'Check DATABASE_URL: the folder must exist or be creatable, and be writable.',
  },
  'port-taken': { status: 500, todo: 'Stop the other program or set PORT to a free port.' },
  'message-malformed': {
    status: 400,
    todo: 'Send one JSON object with at least "conversation" and "text" or "action".',
  },
  'message-too-long': { status: 413, todo: 'Shorten the message, or ask the question alone.' },
  'message-empty': { status: 400, todo: 'Type a question in your own words.' },
  'fact-invalid': { status: 400, todo: 'Name a fact that the corpus declares and one of its values.' },
  'option-unknown': { status: 400, todo: 'Choose one of those offered, or ask in other words.' },
  'option-expired': { status: 409, todo: 'Ask again.' },
  'content-type': { status: 415, todo: 'Send the body as application/json.' },
  'not-authenticated': {
    status: 401,
    todo: 'Check MicrosoftAppId, MicrosoftAppType and the messaging endpoint; docs/teams.md tells how.',
  },
  'tenant-refused': { status: 403, todo: 'Name the tenant in desk.yaml under teams.allowed.tenants.' },
  'activity-malformed': { status: 400, todo: 'Send one activity of the Bot Framework as a JSON object.' },
  'conversation-not-yours': { status: 403, todo: 'Begin a conversation of your own.' },
  'requester-only': { status: 403, todo: 'Ask your own question in a new thread.' },
  'origin-refused': { status: 403, todo: 'Send the request from the chat page itself, or without a browser.' },
  'not-found': { status: 404, todo: 'Check the address.' },
  'method-not-allowed': { status: 405, todo: 'Use the method that the documentation names.' },
  'version-check-off': { status: 404, todo: 'Add releases.yaml to the corpus; docs/corpus.md shows the form.' },
  'version-unreadable': { status: 400, todo: 'Give three or four numbers with dots, for example 2.5.79.0.' },
  'questions-invalid': { status: 400, todo: 'Correct the file named above; docs/json-lines.md shows the form.' },
  'manifest-invalid': { status: 500, todo: 'Correct the files named above and run the command again.' },
  'sealed-unreadable': {
    status: 500,
    todo: 'Put the key named above back into ENCRYPTION_KEY, or install the app in that workspace again.',
  },
  'ticket-unknown': { status: 404, todo: 'Type `tickets` to see your own.' },
  'ticket-state': { status: 409, todo: 'Look at the ticket as it stands now.' },
  'ticket-taken': { status: 409, todo: 'Talk to the one who has it, or assign it to yourself.' },
  'ticket-invalid': { status: 400, todo: 'Correct that and send it again.' },
  'ticket-limit': { status: 429, todo: 'Add to a ticket that is open, or wait a little.' },
  'not-allowed': { status: 403, todo: 'Ask somebody who may, or the administrator who keeps the list in desk.yaml.' },
  'webhook-unsigned': {
    status: 401,
    todo: "Sign the body as it is sent with the source's secret of WEBHOOK_SECRETS; docs/webhooks.md tells how.",
  },
  'webhook-malformed': { status: 400, todo: 'Send one event as docs/webhooks.md shows it.' },
  'undelivered-unknown': {
    status: 404,
    todo: 'List what was given up with `desk undelivered`; what begins with out- can be sent again.',
  },
  'webhook-unknown': { status: 404, todo: 'List those that were given up with `desk webhooks dead`.' },
  'drafts-unwritable': {
    status: 409,
    todo: 'Choose another folder, or move those files away; --force overwrites files that hold something else.',
  },
  busy: { status: 503, todo: 'Try again in a moment.' },
  internal: { status: 500, todo: 'Try again; if it happens again, tell the helpdesk the time it happened.' },
} as const satisfies Record<string, { status: number; todo: string }>;

export type ErrorCode = keyof typeof ERRORS;

/**
 * An error that is meant to be read: `message` says what and why, `todo` what to do.
 * `problems` holds one line each where several were found together (settings, corpus files).
 */
export class DeskError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly string[];

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; problems?: readonly string[] } = {}) {
    super(message, { cause: options.cause });
    this.name = 'DeskError';
    this.code = code;
    this.problems = options.problems ?? [];
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get todo(): string {
    return ERRORS[this.code].todo;
  }

  /** The whole error as plain lines, for a terminal or a log. */
  describe(): string {
    return [this.message, ...this.problems.map((problem) => `  - ${problem}`), this.todo].join('\n');
  }
}
