/** What the hub and its feeds say by keys, in English; part of `en.ts`. */
export const hubWordsEn = {
  /** Why something was not done. */
  refusal: {
    linkLost:
      'The link to the hub is down and this did not get through; try again when it is back.',
    noAnswer:
      'No answer came before the link to the hub went down: whether it was done is not known. Look again when the link is back.',
    cancelled: 'Cancelled.',
    forbidden: 'This seat may not do that.',
    unknownMethod:
      'The hub does not know this: seat and hub differ in version, load the page again.',
    notAttached: 'The seat is not attached to a session yet; try again in a moment.',
    notRecorded: 'Not done, because it could not be recorded: {{reason}}',
    internal: 'The hub failed inside and did not do it: {{reason}}',
    noNext: 'There is no {{what}} after this instant.',
    noLast: 'There is no {{what}} before this instant.',
    step: {
      tick: 'picture',
      minute: 'full minute',
      alert: 'alert',
      order: 'order',
      bookmark: 'bookmark',
      gap: 'gap of coverage',
    },
    outsideRecording: 'That part lies outside the recording.',
    timeNotOurs: 'The time of this session is not ours to move.',
    replaysOnly: 'A reviewer moves the time of replays only.',
    noSession: 'There is no such session.',
    sessionEnded: 'The session has ended.',
    takeOverFirst: 'Take over by name before giving orders.',
  },
  droneTask: { patrol: 'patrol', charging: 'charging' },
};
