/** How far something is, drawn; words beside it say it. */
export function Bar({
  value,
  max,
  label,
  className,
}: {
  value: number;
  max: number;
  label: string;
  className: string;
}) {
  return (
    <progress
      max={Math.max(1, max)}
      value={value}
      aria-label={label}
      className={`h-1.5 appearance-none overflow-hidden rounded-md border border-line bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent ${className}`}
    />
  );
}
