/** A loader that puts other code in a file's place. */
module.exports = function () {
  return this.getOptions().code;
};
