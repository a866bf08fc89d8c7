/** Among what somebody put away: the whole list; that it was shown at all; that the last step was taken. */
export const PUT_AWAY = "first-steps";
export const BEGUN = "first-steps.begun";
export const SEEN = "first-steps.seen";
