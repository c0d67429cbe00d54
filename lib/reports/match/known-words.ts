/**
 * Words that stand in the names and on the pages of reports beside the student's, in the languages that schools here
 * write. Next to a name they belong to nobody: "García Ana final" is Ana García's, "García Ana López" may not be.
 */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  [
    "report reports card cards reportcard transcript transcripts certificate certificates diploma grades grade marks",
    "assessment assessments evaluation results record records academic school primary secondary college class classroom",
    "form group year years term terms semester quarter trimester autumn fall winter spring summer end mid interim annual",
    "final draft copy signed scan scanned page pages new old rev revised version pdf document doc file attachment print",
    "student students pupil pupils name names surname surnames first last given family full id no nr number ref code dob",
    "date birth born teacher tutor for of the and to by with from attendance subject subjects level stage key course",
    "informe informes boletin boletines notas nota calificacion calificaciones expediente historial academico academica",
    "certificado certificados evaluacion resultados registro colegio escuela instituto ceip ies curso clase grupo etapa",
    "trimestre trimestres semestre cuatrimestre bimestre ano anual primer primero primera segundo segunda tercer tercero",
    "tercera cuarto cuarta parcial borrador copia firmado escaneado pagina paginas nuevo nueva revisado alumno alumna",
    "alumnos nombre nombres apellido apellidos completo fecha nacimiento nacido nacida profesor profesora tutora para de",
    "del la el los las y e al matricula numero num documento archivo educacion infantil primaria secundaria bachillerato",
    "eso january february march april may june july august september october november december jan feb mar apr jun jul",
    "aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene abr ago dic i ii iii iv v vi 1st 2nd 3rd",
  ].flatMap((line) => line.split(" ")),
);

/** Whether a word can be no part of anybody's name: it has a digit, is an initial, or goes with reports. */
export function isKnownWord(word: string): boolean {
  return word.length === 1 || /\p{Number}/u.test(word) || KNOWN_WORDS.has(word);
}
