import { titled } from "../titled";

export { Missing as default } from "../missing";
export const generateMetadata = titled("shell", "notFound");
