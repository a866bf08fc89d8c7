// Every address of the family, also those of no method: they get its own "not found", not a page.
export {
  answerNext as DELETE,
  answerNext as GET,
  answerNext as HEAD,
  answerNext as OPTIONS,
  answerNext as PATCH,
  answerNext as POST,
  answerNext as PUT,
} from "@/lib/rest/next";
