import type { Activity, InvokeResponse } from 'botbuilder';

/** One line as the answer to an invoke, in the form that its kind takes. */
export function lineAnswer({ name }: Pick<Activity, 'name'>, text: string): InvokeResponse {
  switch (name) {
    case 'adaptiveCard/action':
      return {
        status: 200,
        body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
      };
    case 'composeExtension/query':
    case 'composeExtension/selectItem':
      return { status: 200, body: { composeExtension: { type: 'message', text } } };
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction':
    case 'task/fetch':
    case 'task/submit':
      return { status: 200, body: { task: { type: 'message', value: text } } };
    default:
      return { status: 200 };
  }
}
