export default {
  email: "Correo con el que inicia sesión",
  phone: "Teléfono al que podemos llamarle",
  phone_hint: "Quizá llamemos al número de su perfil para estar seguros de que es usted.",
  ask: "Pedir una llamada",
  asking: "Enviando",
  need_email: "Escriba el correo con el que inicia sesión.",
  need_phone: "No pudimos leer ese número. Pruebe con 555-0147.",
  asked_title: "Tenemos su solicitud",
  asked_text: "Si hay una cuenta con este correo, una persona del consultorio llamará antes de {when}, comprobará que es usted y le permitirá conectar otro teléfono.",
  asked_sooner: "Si lo necesita antes, llame al",
};
