/** A moment as the wire has it (`yyyy-MM-dd HH:mm:ss`, UTC), as a day: the same on the server and in the browser. */
export function Day({ at }: { at: string }) {
  if (!at) return null;
  return (
    <time dateTime={`${at.replace(" ", "T")}Z`} title={`${at} UTC`} className="whitespace-nowrap">
      {dayOf(at)}
    </time>
  );
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function dayOf(at: string): string {
  const [year, month, day] = at.slice(0, 10).split("-").map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}
