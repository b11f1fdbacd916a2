import type { DraftView } from '../../src/triage/view.ts';
import { ticketFile } from '../triage/ticketFile.ts';

/** A ticket before it is sent, as a form of any platform shows it. */
export function exampleDraft(details: string): DraftView {
  return {
    id: 'd',
    summary: 'The sync stopped',
    details,
    category: 'other',
    categories: [
      { id: 'other', title: 'Something else' },
      { id: 'auto-upgrade', title: 'Auto upgrade' },
      { id: 'identity-data', title: 'Identity data' },
    ],
    impact: 'team',
    impacts: [{ id: 'team', title: 'my team' }],
    urgency: 'high',
    urgencies: [{ id: 'high', title: 'work has stopped' }],
    withMessages: false,
    similar: [{ id: ticketFile().ticket.id, summary: 'No sync' }],
  };
}
