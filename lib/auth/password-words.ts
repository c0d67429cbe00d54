/** Words of the product and of schools that the list of used passwords has not, or has far down; folded. */
export const SCHOOL_WORDS: readonly string[] = [
  ..."athena athenadocs contrasena clave colegio escuela instituto alumno alumna alumnos profesor".split(" "),
  ..."profesora profesores docente docentes director directora direccion secretaria secretario".split(" "),
  ..."administrador administradora administrator registrar documentos documents primaria secundaria".split(
    " ",
  ),
  ..."bachillerato guarderia educacion education matricula conserjeria bienvenido bienvenida bienvenidos".split(
    " ",
  ),
  ..."primavera verano otono invierno enero febrero marzo abril mayo junio julio agosto".split(" "),
  ..."septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo".split(" "),
];
