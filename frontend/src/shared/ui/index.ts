export { Actions, Button, ButtonLink } from "./Button";
export { AnswerList, Chips, Scale } from "./Choices";
export { Dialog } from "./Dialog";
export { Area, Check, CodeField, Field, type Option, PasswordField, Select } from "./Field";
export { Figure, token } from "./Figure";
export { Disclosure, Facts, LitArea, Message, Notice, Row, Rows, Slot, Tabs } from "./Parts";
export { explain, Failed, FormErrors, Loading, Page } from "./Page";
export { useFresh, useLoad, useSave } from "./useLoad";
