export default {
  title: "Entre sesiones",
  lead: "Un número son dos toques. Solo usted lo ve, a menos que lo comparta.",
  lead_empty: "Empiece por cómo está, ahora mismo.",
  how_now: "¿Cómo está, ahora mismo?",
  mood: "Cómo ha estado",
  mood_link: "Ver",
  mood_last: "Última nota: {score}, {time}",
  mood_last_feeling: "Última nota {time}",
  mood_none: "Todavía no hay notas.",
  sharing: "Lo que puede ver su terapeuta",
  sharing_link: "Cambiar",
  sharing_about: "Usted decide, tipo por tipo, de un momento a otro.",
};
