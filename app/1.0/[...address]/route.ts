// What is no method's address gets the family's own "not found" here too, not a page.
export {
  answerNext as DELETE,
  answerNext as GET,
  answerNext as HEAD,
  answerNext as OPTIONS,
  answerNext as PATCH,
  answerNext as POST,
  answerNext as PUT,
} from "@/lib/rest/next";
