/** What comes first of these: each is begun once the one before it has failed, or kept us waiting so long (milliseconds). */
export function firstOf<T>(tries: readonly (() => Promise<T>)[], apart: number): Promise<T> {
  return new Promise((done, fail) => {
    let [begun, failed, isOver] = [0, 0, false];
    function begin(): void {
      if (isOver || begun === tries.length) return;
      const mine = begun++;
      const next = setTimeout(begin, apart);
      tries[mine]!().then(
        (found) => {
          isOver = true;
          clearTimeout(next);
          done(found);
        },
        (error) => {
          clearTimeout(next);
          failed += 1;
          if (failed === tries.length) fail(error);
          else if (begun === mine + 1) begin();
        },
      );
    }
    begin();
  });
}
