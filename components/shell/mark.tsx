/** Two who speak with each other: the mark. */
export function Mark() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className="flex-none text-accent">
      <path d="M13 3.2A7 7 0 1 0 13 14.8" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      <circle cx="12" cy="9" r="2.4" fill="currentColor" />
    </svg>
  );
}
