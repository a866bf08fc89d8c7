export { settleEnds } from "./settle";
