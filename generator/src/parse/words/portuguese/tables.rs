//! How Portuguese pages call columns, sections, callers, and what stands between permissions.

use crate::odata::Caller;

use super::super::{Column, GrantWord, Role};

pub(super) static COLUMNS: &[(&str, Column)] = &[
    ("propriedade", Column::Name),
    ("nome da propriedade", Column::Name),
    ("nome", Column::Name),
    ("parâmetro", Column::Name),
    ("nome do parâmetro", Column::Name),
    ("relação", Column::Name),
    ("nome da relação", Column::Name),
    ("relacionamento", Column::Name),
    ("membro", Column::Name),
    ("cabeçalho", Column::Name),
    ("método", Column::Name),
    ("tipo", Column::Type),
    ("tipo de dados", Column::Type),
    ("descrição", Column::Description),
    ("valor", Column::Value),
    ("tipo de retorno", Column::Returns),
    ("tipo retornado", Column::Returns),
    ("obrigatório", Column::Required),
    ("obrigatório?", Column::Required),
    ("tipo de permissão", Column::PermissionType),
    ("permissões", Column::Permissions),
    ("permissões (da com menos para a com mais privilégios)", Column::Permissions),
    ("permissões (da com mais para a com menos privilégios)", Column::PermissionsReversed),
    ("permissões (de mais para menos privilegiados)", Column::PermissionsReversed),
    ("permissões com menos privilégios", Column::LeastPrivileged),
    ("permissões menos privilegiadas", Column::LeastPrivileged),
    ("permissões com privilégios superiores", Column::HigherPrivileged),
    ("permissões com privilégios elevados", Column::HigherPrivileged),
    ("permissões com privilégios mínimos", Column::LeastPrivileged),
    ("permissões com privilégios mais altos", Column::HigherPrivileged),
    ("permissões com privilégios mais elevados", Column::HigherPrivileged),
];

pub(super) static SECTIONS: &[(&str, Role)] = &[
    ("propriedades", Role::Properties),
    ("relações", Role::Relationships),
    ("relacionamentos", Role::Relationships),
    ("membros", Role::Members),
    ("métodos", Role::Methods),
    ("permissões", Role::Permissions),
    ("pré-requisitos", Role::Permissions),
    ("solicitação http", Role::Requests),
    ("parâmetros de função", Role::FunctionParameters),
    ("parâmetros de caminho", Role::PathParameters),
    ("parâmetros de consulta opcionais", Role::QueryParameters),
    ("parâmetros opcionais de consulta", Role::QueryParameters),
    ("parâmetros de consulta", Role::QueryParameters),
    ("cabeçalhos de solicitação", Role::Headers),
    ("cabeçalhos da solicitação", Role::Headers),
    ("corpo da solicitação", Role::Body),
    ("resposta", Role::Response),
    ("exemplo", Role::Examples),
    ("exemplos", Role::Examples),
    ("solicitação", Role::Examples),
    ("representação json", Role::Representation),
    ("tipos derivados", Role::Derived),
];

pub(super) static CALLERS: &[(&str, Caller)] = &[
    ("delegado (conta corporativa", Caller::Work),
    ("delegada (conta corporativa", Caller::Work),
    ("corporativa ou de estudante", Caller::Work),
    ("conta pessoal", Caller::Personal),
    ("aplicativo", Caller::Application),
    ("aplicação", Caller::Application),
];

pub(super) static GRANTS: &[(GrantWord, &[&str])] = &[
    (GrantWord::And, &["e"]),
    (GrantWord::Or, &["ou"]),
    (GrantWord::For, &["para", "em"]),
    (GrantWord::If, &["se", "quando", "somente", "apenas"]),
    (
        GrantWord::Filler,
        &[
            "o",
            "a",
            "os",
            "as",
            "um",
            "uma",
            "de",
            "do",
            "da",
            "permissão",
            "permissões",
            "provedor",
            "recurso",
            "recursos",
        ],
    ),
];
