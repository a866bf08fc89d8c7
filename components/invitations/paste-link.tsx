import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";

/** For a browser without scripts: what stands behind a link's `#` never reaches us, so it is asked for. */
export function PasteLink({ label, hint, act }: { label: string; hint: string; act: string }) {
  return (
    <form method="post" action="/api/invitation/open" className="flex max-w-md flex-col gap-3">
      <label className="flex flex-col gap-1 text-label font-medium">
        {label}
        <input type="text" name="link" autoComplete="off" required className={inputClass} />
      </label>
      <p className="text-label text-muted">{hint}</p>
      <Button type="submit" look="primary" className="h-10 self-start">
        {act}
      </Button>
    </form>
  );
}
