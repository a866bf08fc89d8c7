/** How a token is shown once nobody may see it any more: how its key begins, and its last four characters. */
export const shownKey = (last4: string): string => `confer_pat_…${last4}`;
