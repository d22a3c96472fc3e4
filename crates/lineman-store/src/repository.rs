//! What every repository is: a view on the database.

/// Declares a repository: a view on the database.
macro_rules! repository {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub struct $name<'a>(&'a $crate::database::Database);

        impl<'a> $name<'a> {
            pub(crate) const fn new(database: &'a $crate::database::Database) -> Self {
                Self(database)
            }
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

/// Declares the methods of a store that give its repositories.
macro_rules! repositories {
    ($($(#[$meta:meta])* $name:ident: $type:ident),+ $(,)?) => {
        $($(#[$meta])*
        #[must_use]
        pub const fn $name(&self) -> $type<'_> {
            $type::new(&self.0)
        })+
    };
}

pub(crate) use {repositories, repository};
