/** The people of the demo, and the one password they share. */
export const cast: { key: string; email: string; name: string; shows: string }[] = [];

export const demoPassword = "";
