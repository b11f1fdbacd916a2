import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import { remembered } from '../remembered.ts';

type Authentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;
type Logic = (context: TurnContext) => Promise<void>;

/** Whom tokens for the Bot Connector are meant for, in Microsoft's public cloud. */
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';

/** The SDK's adapter, which also works what was authenticated before: after the acknowledgement, or before a restart. */
export class Cloud extends CloudAdapter {
  readonly appId: string;
  readonly #us: Awaited<ReturnType<Authentication['authenticateRequest']>>;

  /** @param appId empty in local mode */
  constructor(authentication: Authentication, appId: string) {
    super(authentication);
    this.appId = appId;
    const claimsIdentity = this.createClaimsIdentity(appId);
    const factory = authentication.createConnectorFactory(claimsIdentity);
    // A client knows an address and who we are, nothing of a turn; to make one takes longer than to use it.
    const create = remembered((serviceUrl) => factory.create(serviceUrl, CONNECTOR_AUDIENCE));
    this.#us = { audience: CONNECTOR_AUDIENCE, claimsIdentity, connectorFactory: { create } };
  }

  /** Rejects with what the logic threw, as it stands. The answer is that of an invoke activity. */
  work(activity: Activity, logic: Logic): Promise<InvokeResponse | undefined> {
    return this.processActivity(this.#us, activity, logic);
  }
}
