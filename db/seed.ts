/** Whether nobody lives here yet. */
export async function isEmpty(): Promise<boolean> {
  return false;
}

/** Furnishes an empty house with the demo. */
export async function furnish(): Promise<void> {}
