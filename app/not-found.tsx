import { Plain } from "@/components/shell/plain";
import { Missing } from "./missing";
import { titled } from "./titled";

export const generateMetadata = titled("shell", "notFound");

export default function NotFound() {
  return (
    <Plain>
      <Missing />
    </Plain>
  );
}
