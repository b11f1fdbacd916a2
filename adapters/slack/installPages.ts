import type { ServerResponse } from 'node:http';
import type { HTTPReceiver } from '@slack/bolt';

/** What a person sees who installs the app: plain pages that need nothing from anywhere. */

type InstallProvider = NonNullable<HTTPReceiver['installer']>;
type Callbacks = NonNullable<Parameters<InstallProvider['handleCallback']>[2]>;

/** What went wrong, by the code of the installer's error: what the person can do about it. */
const BEGIN_AGAIN = new Set(['slack_oauth_invalid_state', 'slack_oauth_missing_state', 'slack_oauth_missing_code']);
const CANCELLED = 'slack_oauth_installer_authorization_error';

/** `install`: the path where an installation begins; `allowed`: workspaces and organisations, none for all. */
export function installPages(install: string, allowed: readonly string[]): Callbacks {
  const again = `<a href="${escapeHtml(install)}">Begin again</a>`;
  return {
    async afterInstallation({ team, enterprise }, _options, _req, res) {
      if (allowed.length === 0 || [team, enterprise].some((each) => each && allowed.includes(each.id))) return true;
      send(res, 403, 'Not installed', 'This app is switched on for other workspaces. Ask whoever runs it.');
      return false;
    },
    success: ({ team, enterprise, isEnterpriseInstall, appId }, _options, _req, res) => {
      const { id, name } = (isEnterpriseInstall ? enterprise : team) ?? { id: '', name: undefined };
      const open = isEnterpriseInstall ? 'slack://open' : `slack://app?team=${id}&id=${appId ?? ''}`;
      const where = escapeHtml(name ?? id);
      send(res, 200, 'Installed', `The app is installed in ${where}. <a href="${escapeHtml(open)}">Open Slack</a>`);
    },
    failure: ({ code }, _options, _req, res) => {
      if (code === CANCELLED) send(res, 200, 'Not installed', `You have cancelled the installation. ${again}`);
      else if (BEGIN_AGAIN.has(code)) {
        const why = 'This link belongs to another browser, is older than ten minutes, or was not whole.';
        send(res, 400, 'Not installed', `${why} ${again}`);
      } else if (code === 'slack_webapi_platform_error') {
        send(
          res,
          400,
          'Not installed',
          `Slack did not accept the installation: its code is used up or too old. ${again}`,
        );
      } else send(res, 503, 'Not installed', `Slack or our store cannot be reached just now. ${again} in a moment.`);
    },
  };
}

/** The page with the button; `url` is Slack's, with the state of this browser. */
export function installPage(url: string): string {
  return page('Add to Slack', `<a href="${escapeHtml(url)}">Add to Slack</a>`);
}

function send(res: ServerResponse, status: number, title: string, body: string): void {
  res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' });
  res.end(page(title, body));
}

/** `body`: HTML. */
function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${body}</p></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}
