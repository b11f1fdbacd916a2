/** The few parts of React 19 that the pictures of Slack's messages need. */
declare module 'react' {
  export interface ReactElement {
    readonly type: unknown;
  }
  export function createElement<Props extends object>(
    component: (props: Props) => unknown,
    props: Props,
    ...children: ReactElement[]
  ): ReactElement;
}

declare module 'react-dom/server' {
  import type { ReactElement } from 'react';
  export function renderToStaticMarkup(element: ReactElement): string;
}
