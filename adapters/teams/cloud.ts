import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';

type Authentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;
type Logic = (context: TurnContext) => Promise<void>;

/** Whom tokens for the Bot Connector are meant for, in Microsoft's public cloud. */
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';

/** The SDK's adapter, which also works what was authenticated before: after the acknowledgement, or before a restart. */
export class Cloud extends CloudAdapter {
  readonly appId: string;

  /** @param appId empty in local mode */
  constructor(authentication: Authentication, appId: string) {
    super(authentication);
    this.appId = appId;
  }

  /** Rejects with what the logic threw, as it stands. The answer is that of an invoke activity. */
  work(activity: Activity, logic: Logic): Promise<InvokeResponse | undefined> {
    const claimsIdentity = this.createClaimsIdentity(this.appId);
    const connectorFactory = this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity);
    return this.processActivity({ audience: CONNECTOR_AUDIENCE, claimsIdentity, connectorFactory }, activity, logic);
  }
}
