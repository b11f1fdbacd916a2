/** A nominal type: two strings that must not be mixed (an entry's id, a conversation's id) do not compile as each other. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

export type EntryId = Brand<string, 'EntryId'>;
export type FactName = Brand<string, 'FactName'>;
export type ConversationId = Brand<string, 'ConversationId'>;
export type UserId = Brand<string, 'UserId'>;
/** Identifies one delivery of one message by its platform; a repeated id gets the stored reply. */
export type DeliveryId = Brand<string, 'DeliveryId'>;
/** A calendar day, `YYYY-MM-DD`, or a month, `YYYY-MM`, where no more is known. Both compare as strings. */
export type IsoDate = Brand<string, 'IsoDate'>;
