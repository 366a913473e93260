/** The one function of `qrcode` that is used here; the package comes without types. */
declare module "qrcode" {
  const qrcode: {
    readonly toString: (
      text: string,
      options: { readonly type: "svg"; readonly margin: number },
    ) => Promise<string>;
  };
  export default qrcode;
}
