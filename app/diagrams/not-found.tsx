import { ClosedHere } from "@/components/diagram/closed-here";
import { Missing } from "../missing";
import { titled } from "../titled";

export const generateMetadata = titled("shell", "notFound");

export default function NotFound() {
  return (
    <div className="m-auto p-6">
      <ClosedHere>
        <Missing />
      </ClosedHere>
    </div>
  );
}
