/** What a replay steps by. */
export type StepKind = 'tick' | 'minute' | 'alert' | 'order' | 'bookmark' | 'gap';

/**
 * Why the hub did not do what a seat asked, as the seat says it in its own language. What is not here reaches the seat
 * in the hub's own words (`WireError.message`).
 */
export type Refusal =
  | { readonly key: 'noNext' | 'noLast'; readonly what: StepKind }
  | {
      readonly key:
        | 'outsideRecording'
        | 'timeNotOurs'
        | 'replaysOnly'
        | 'noSession'
        | 'sessionEnded'
        | 'takeOverFirst';
    };
